package org.gallra.extract.pdf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.gallra.api.Text;
import org.gallra.api.extract.RegisterExtract;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Makes the page that browsers show fit for paper: its style, bookmarks, and characters that the typeface has. */
final class Pages {

    /** The name of the attached page that has all rows. */
    static final String WHOLE = "registerutdrag.html";

    private static final String STYLE = """
            @page { size: A4; margin: 20mm 17mm 22mm 20mm;
              @bottom-left { content: "FOOT"; font: 7.5pt Gallra; color: #566273 }
              @bottom-right { content: "PAGE " counter(page) " OF " counter(pages); font: 7.5pt Gallra; color: #566273 } }
            body { font: 9.5pt/1.4 Gallra; color: #1b2430; margin: 0 }
            main, section, nav, details, summary { display: block }
            h1 { font-size: 21pt; line-height: 1.2; margin: 0 0 2mm 0; color: #0b4f8a; font-weight: bold }
            h2 { font-size: 13pt; margin: 8mm 0 2.5mm 0; padding-bottom: 1mm; border-bottom: 1.2pt solid #0b5fa5;
              page-break-after: avoid; font-weight: bold }
            p { margin: 0 0 2mm 0; orphans: 3; widows: 3 }
            table { width: 100%; border-collapse: collapse; -fs-table-paginate: paginate; margin: 0 0 2mm 0 }
            thead th { background: #eaf2fa; font-size: 8.5pt }
            th, td { text-align: left; vertical-align: top; padding: 1mm 2mm; border-bottom: 0.4pt solid #d5dbe2; word-wrap: break-word }
            .about tr, .asked tr { page-break-inside: avoid }
            .facts { margin: 0 } .facts th { width: 44mm; font-weight: normal; color: #566273 }
            .facts th, .facts td { border: 0; padding: 0.4mm 2mm } .facts td { white-space: pre-wrap }
            .row { border: 0.5pt solid #d5dbe2; border-radius: 1.5mm; padding: 1.2mm 0; margin: 0 0 2.5mm 0; page-break-inside: avoid }
            .asked { margin-top: 3mm } .asked th { width: 42mm } .asked thead th { font-size: 9pt }
            .about { font-size: 7.5pt; table-layout: fixed } .about th, .about td { padding: 0.7mm 1.2mm } .about thead th { font-size: 7.5pt }
            summary { font-weight: bold; margin: 3mm 0 1mm 0; page-break-after: avoid }
            .gap { background: #fff1cc; color: #5c3b00; padding: 2mm 3mm; margin: 3mm 0; font-weight: bold }
            .muted { color: #566273; font-size: 8pt; font-weight: normal }
            .contents { page-break-before: auto } .contents ul { list-style: none; margin: 0; padding: 0 }
            .contents a { color: #1b2430; text-decoration: none }
            .contents a::after { content: leader('.') target-counter(attr(href), page) }
            """;

    private static final Text PAGE = new Text("Sida", "Page");
    private static final Text OF = new Text("av", "of");
    private static final Text TITLE = new Text("Registerutdrag", "Register extract");

    private Pages() {}

    static Document of(byte[] page, Cut cut) throws IOException {
        RegisterExtract extract = cut.extract();
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            Document document = builder.parse(new InputSource(new ByteArrayInputStream(page)));
            style(document, extract);
            note(document, cut);
            bookmarks(document);
            show(document.getDocumentElement());
            return document;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("The page cannot be typeset", e);
        }
    }

    private static void style(Document document, RegisterExtract extract) {
        Text foot = new Text(
                TITLE.sv() + " " + extract.request(), TITLE.en() + " " + extract.request()); // letters and digits only
        String style = STYLE.replace("FOOT", foot.in(extract.language()))
                .replace("PAGE", PAGE.in(extract.language()))
                .replace(" OF ", " " + OF.in(extract.language()) + " ");
        element(document, "style").setTextContent(style);
        Element description = document.createElement("meta");
        description.setAttribute("name", "description");
        description.setAttribute("content", foot.in(extract.language()));
        element(document, "head").appendChild(description);
    }

    /** Says on the first page and in each section what stands in the attached page only. */
    private static void note(Document document, Cut cut) {
        if (!cut.any()) {
            return;
        }
        Element first = element(document, "h1");
        first.getParentNode().insertBefore(missing(document, cut, cut.missing()), first.getNextSibling());
        NodeList links = element(document, "nav").getElementsByTagName("a");
        NodeList sections = document.getElementsByTagName("section");
        for (int i = 0; i < sections.getLength(); i++) {
            Element section = (Element) sections.item(i);
            String id = section.getAttribute("id");
            if (!id.matches("s\\d+")) {
                continue;
            }
            int number = Integer.parseInt(id.substring(1)) - 1;
            if (cut.missing(number) > 0) {
                Element heading = (Element) section.getElementsByTagName("h2").item(0);
                String text = heading.getTextContent()
                        .replaceFirst("\\(\\d+\\)$", "(" + cut.whole().get(number) + ")");
                heading.setTextContent(text);
                links.item(number).setTextContent(text);
                section.insertBefore(missing(document, cut, cut.missing(number)), heading.getNextSibling());
            }
        }
    }

    private static Element missing(Document document, Cut cut, int rows) {
        Element note = document.createElement("p");
        note.setAttribute("class", "gap");
        note.setTextContent(new Text(
                        rows + " rader står bara i de bifogade filerna " + WHOLE + " och registerutdrag.json.",
                        rows + " rows stand in the attached files " + WHOLE + " and registerutdrag.json only.")
                .in(cut.extract().language()));
        return note;
    }

    private static void bookmarks(Document document) {
        Element bookmarks = document.createElement("bookmarks");
        NodeList links = element(document, "nav").getElementsByTagName("a");
        for (int i = 0; i < links.getLength(); i++) {
            Element link = (Element) links.item(i);
            Element bookmark = document.createElement("bookmark");
            bookmark.setAttribute("name", Fonts.shown(link.getTextContent()));
            bookmark.setAttribute("href", link.getAttribute("href"));
            bookmarks.appendChild(bookmark);
        }
        element(document, "head").appendChild(bookmarks);
    }

    private static Element element(Document document, String name) {
        Node node = document.getElementsByTagName(name).item(0);
        if (node instanceof Element element) {
            return element;
        }
        throw new IllegalStateException("The page has no " + name);
    }

    private static void show(Node node) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE) {
                child.setNodeValue(Fonts.shown(child.getNodeValue()));
            } else if (!"style".equals(child.getNodeName())) {
                show(child);
            }
        }
    }
}
