package org.gallra.testing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * More than five hundred texts that trip those who store, compare, order or write them: control characters, halves of pairs, blanks of all kinds,
 * directions, scripts, markup, formulas, injections, things that are nearly a number, a day, an address, and long ones. Always the same, in the
 * same order.
 */
public final class NastyStrings {

    /** All of them. */
    public static final List<String> ALL = make();

    private NastyStrings() {}

    private static List<String> make() {
        Set<String> all = new LinkedHashSet<>();
        controls(all);
        blanks(all);
        unicode(all);
        formulas(all);
        attacks(all);
        nearly(all);
        lengths(all);
        return List.copyOf(all);
    }

    private static void controls(Set<String> all) {
        for (char c = 0; c < 0x20; c++) {
            all.add("a" + c + "b");
        }
        for (char c = 0x7f; c < 0xa0; c++) {
            all.add("a" + c + "b");
        }
        for (String one :
                new String[] {"\u0000", "\n", "\r", "\t", "\r\n", "\u0085", "\u2028", "\u2029", "\u001b[31m"}) {
            all.add(one);
            all.add("rad" + one + "rad");
            all.add(one + "först");
            all.add("sist" + one);
        }
    }

    private static void blanks(Set<String> all) {
        for (char c : " \u00a0\u1680\u2000\u2003\u2007\u2009\u200a\u200b\u200c\u200d\u202f\u205f\u2060\u3000\ufeff"
                .toCharArray()) {
            all.add(String.valueOf(c));
            all.add(c + "kant" + c);
            all.add("mitt" + c + c + "i");
        }
    }

    private static void unicode(Set<String> all) {
        for (String half : new String[] {"\ud800", "\udbff", "\udc00", "\udfff", "\ud83d", "\ude00"}) {
            all.add(half);
            all.add("halv " + half + " här");
            all.add(half + half);
        }
        for (char c :
                "\ufffe\uffff\ufffd\ufdd0\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\u200e\u200f\u00ad\u034f\u180e"
                        .toCharArray()) {
            all.add("a" + c + "b");
        }
        for (int start : new int[] {
            0x00c0, 0x0100, 0x0180, 0x0250, 0x02b0, 0x0370, 0x0400, 0x0531, 0x05d0, 0x0621, 0x0710, 0x0780, 0x0905,
            0x0985, 0x0a05, 0x0a85, 0x0b05, 0x0b85, 0x0c05, 0x0c85, 0x0d05, 0x0d85, 0x0e01, 0x0e81, 0x0f40, 0x1000,
            0x10a0, 0x1100, 0x1200, 0x13a0, 0x1401, 0x1680, 0x16a0, 0x1780, 0x1820, 0x1e00, 0x1f00, 0x2070, 0x20a0,
            0x2100, 0x2150, 0x2190, 0x2200, 0x2300, 0x2460, 0x2500, 0x2580, 0x25a0, 0x2600, 0x2700, 0x2800, 0x2e80,
            0x3041, 0x30a1, 0x3105, 0x3131, 0x3200, 0x3400, 0x4e00, 0xa000, 0xac00, 0xe000, 0xf900, 0xfb00, 0xfb50,
            0xfe50, 0xff01, 0x10000, 0x10330, 0x1d400, 0x1f300, 0x1f600, 0x1f680, 0x20000, 0xf0000, 0x10fff0
        }) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                text.appendCodePoint(start + i);
            }
            all.add(text.toString());
        }
        all.addAll(List.of(
                "👩‍👩‍👧 🇸🇪",
                "👍🏽",
                "e\u0301",
                "é",
                "Å",
                "A\u030a",
                "\u212b",
                "ﷺ",
                "ß",
                "ẞ",
                "İ",
                "ı",
                "ŉ",
                "ﬁ",
                "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
                "\u0301\u0301\u0301",
                "\u202Etxt.exe",
                "מחשב abc עברית",
                "العربية 123",
                "ไทย",
                "田中さん",
                "Ω≈ç√∫˜µ≤≥÷",
                "åäö ÅÄÖ",
                "ÿ Ÿ",
                "ﾊﾝｶｸ"));
    }

    private static void formulas(Set<String> all) {
        for (String begin :
                new String[] {"=", "+", "-", "@", "\t=", "\r=", "\n=", "|", "%", "'", "''", "'=", "＝", "＋", "\u2212"}) {
            all.add(begin);
            all.add(begin + "1+1");
            all.add(begin + "cmd|' /C calc'!A0");
            all.add("  " + begin + "SUM(A1:A9)");
            all.add("\u00a0" + begin + "1");
        }
        all.addAll(List.of(
                "=cmd()",
                "=HYPERLINK(\"http://x\",\"y\")",
                "_x0041_",
                "_x005F_",
                "_xFFFF_",
                "; , \" \"\" \n;",
                "\"",
                "\"\"",
                ";",
                ",",
                "a;b",
                "a,b"));
    }

    private static void attacks(Set<String> all) {
        all.addAll(List.of(
                "'; DROP TABLE contact; --",
                "' OR '1'='1",
                "\\'; SELECT 1; --",
                "1; SELECT pg_sleep(10)",
                "%' AND 1=1 --",
                "_%_%",
                "%%",
                "!%!_!!",
                "$$ $1 ? :name",
                "{ts '2026-01-01'}",
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "<b>&amp;</b>",
                "&lt;&#0;&#x41;&nbsp;",
                "]]> <![CDATA[ ]]>",
                "<!-- --> -->",
                "<?xml version=\"1.0\"?>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
                "</td></tr></table>",
                "</textarea>",
                "</title><script>",
                "<svg/onload=alert(1)>",
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "vbscript:x",
                "${jndi:ldap://x}",
                "${7*7} #{7*7} {{7*7}} <%= 7*7 %>",
                "@if(true) ${x} !{x} @endif",
                "%s %d %n %x",
                "{0} {1}",
                "../../etc/passwd",
                "..\\..\\windows",
                "/dev/null",
                "C:\\NUL",
                "CON.txt",
                "%00",
                "%2e%2e%2f",
                "\\u0041 \\u005C \\u00E5",
                "\\x41 \\101 \\n \\\\",
                "\\",
                "back\\slash",
                "`id`",
                "$(id)",
                "; rm -rf /",
                "| cat /etc/passwd",
                "\r\nSet-Cookie: a=b",
                "\r\nBcc: a@b.se",
                "*)(uid=*))(|(uid=*",
                "{\"a\":1}",
                "[1,2]",
                "{\"$gt\":\"\"}",
                "null",
                "undefined",
                "NULL",
                "nil",
                "None",
                "constructor",
                "__proto__",
                "toString",
                "true",
                "false",
                "[annan person]",
                "freeFields.x",
                "ff.x"));
    }

    private static void nearly(Set<String> all) {
        all.addAll(List.of(
                "0",
                "-0",
                "+1",
                "00",
                "01",
                "1.",
                ".5",
                "1,5",
                "1.5",
                "1 000",
                "1\u00a0000",
                "1.000,00",
                "1,000.00",
                "1e3",
                "1e309",
                "-1e-309",
                "0x10",
                "1_000",
                "½",
                "१२३",
                "٣",
                "Ⅷ",
                "１２",
                "∞",
                "NaN",
                "Infinity",
                "-Infinity",
                "9007199254740993",
                "999999999999999",
                "9999999999999999",
                "0.000001",
                "0.0000001",
                "1e-7",
                "1/2",
                "12 %",
                "12%%",
                "10 kr",
                "SEK 10",
                "10 SEK SEK",
                "10 XXX",
                "10 ABC",
                "$10",
                "10:-",
                "2026-02-29",
                "2026-02-30",
                "2026-13-01",
                "0000-00-00",
                "1899-12-31",
                "1900-01-01",
                "2199-12-31",
                "2200-01-01",
                "26-01-01",
                "2026-1-1",
                "2026/01/01",
                "01.02.2026",
                "20260101",
                "+12026-01-01",
                "2026-01-01T00:00",
                "24:00",
                "23:59:60",
                "25:61",
                "9:5",
                "09:05",
                "09:05:01.5",
                "12:00 PM",
                "ja",
                "JA",
                "Nej",
                "yes",
                "Ja ",
                "jaa",
                "1",
                "x",
                "a",
                "A",
                "röd",
                "a@b",
                "a@b.se",
                "å@exempel.se",
                "a@exempel.å",
                "a@@b.se",
                "a b@c.se",
                "\"a b\"@c.se",
                "a@b.se,c@d.se",
                "a@b.se\nBcc: c@d.se",
                "<a@b.se>",
                "a@[127.0.0.1]",
                "@b.se",
                "a@.se",
                "a@b..se",
                "a".repeat(65) + "@b.se",
                "070-123 45 67",
                "+46 (0)70 123 45 67",
                "070 123 45 67 ankn 12",
                "12",
                "1".repeat(41),
                "tel:070",
                "07O-123",
                "http://",
                "https://",
                "https:///x",
                "http://å.se",
                "https://example.se/?a=å&b=<c>",
                "https://example.se/%zz",
                "https://user:secret@example.se/",
                "ftp://example.se",
                "//example.se",
                "example.se",
                "HTTPS://EXAMPLE.SE",
                "https://[::1]/",
                "https://example.se/\"onclick=\"x",
                "https://example.se/ mellanslag"));
    }

    private static void lengths(Set<String> all) {
        for (int length : new int[] {199, 200, 201, 254, 255, 256, 499, 500, 501, 4_000, 7_999, 8_000, 8_001}) {
            all.add("a".repeat(length));
            all.add("å".repeat(length));
            all.add("😀".repeat(length / 2));
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            words.add("ord" + i);
        }
        all.add(String.join(" ", words));
        all.add(String.join("\n", words));
    }
}
