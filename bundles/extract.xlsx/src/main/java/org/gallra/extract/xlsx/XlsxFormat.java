package org.gallra.extract.xlsx;

import java.io.IOException;
import java.io.OutputStream;
import org.gallra.api.Text;
import org.gallra.api.extract.ExtractFormat;
import org.gallra.api.extract.ExtractSheets;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.sheet.SheetFormat;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The extract as a workbook: what it has to say, and one sheet per record type. */
@Component(service = ExtractFormat.class, property = ExtractFormat.FORMAT + "=xlsx")
public final class XlsxFormat implements ExtractFormat {

    private final ExtractSheets sheets;
    private final SheetFormat xlsx;

    /** Takes the tables and what writes them. */
    @Activate
    public XlsxFormat(
            @Reference ExtractSheets sheets,
            @Reference(target = "(" + SheetFormat.FORMAT + "=xlsx)") SheetFormat xlsx) {
        this.sheets = sheets;
        this.xlsx = xlsx;
    }

    @Override
    public String id() {
        return "xlsx";
    }

    @Override
    public Text label() {
        return Text.same("Excel (XLSX)");
    }

    @Override
    public String mediaType() {
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    }

    @Override
    public String extension() {
        return "xlsx";
    }

    @Override
    public void write(RegisterExtract extract, OutputStream out) throws IOException {
        xlsx.write(sheets.sheets(extract), out);
    }
}
