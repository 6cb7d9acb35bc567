package org.gallra.extract;

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

/** The extract for spreadsheets: a zip with one CSV file per record type, and what an extract has to say in files of their own. */
@Component(service = ExtractFormat.class, property = ExtractFormat.FORMAT + "=csv")
public final class CsvFormat implements ExtractFormat {

    private final ExtractSheets sheets;
    private final SheetFormat csv;

    /** Takes the tables and what writes them. */
    @Activate
    public CsvFormat(
            @Reference ExtractSheets sheets, @Reference(target = "(" + SheetFormat.FORMAT + "=csv)") SheetFormat csv) {
        this.sheets = sheets;
        this.csv = csv;
    }

    @Override
    public String id() {
        return "csv";
    }

    @Override
    public Text label() {
        return new Text("CSV, en fil per slag (zip)", "CSV, one file per kind (zip)");
    }

    @Override
    public String mediaType() {
        return "application/zip";
    }

    @Override
    public String extension() {
        return "zip";
    }

    @Override
    public void write(RegisterExtract extract, OutputStream out) throws IOException {
        csv.write(sheets.sheets(extract), out);
    }
}
