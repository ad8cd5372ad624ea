package io.github.airbytesdk.embedded;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page with which the web framework refuses a request of a client that accepts HTML, such as a browser. */
final class ErrorPage {
    private static final String INDENT = " ".repeat(22);

    private ErrorPage() {}

    static boolean isAccepted(@Nullable String accept) {
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
    }

    static Reply reply(int status) {
        String title = status + " — " + reason(status);
        String head = "<title>" + title + "</title><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"initial-scale=1, width=device-width\">"
                + "<meta name=\"robots\" content=\"noindex, nofollow\">"
                + "<style>" + INDENT + "*, *::before, *::after {\n"
                + INDENT + "  box-sizing: border-box;\n"
                + INDENT + "}</style>";
        String page =
                "<!doctype html><html lang=\"en\"><head>" + head + "</head><body><h1>" + title + "</h1></body></html>";
        return Reply.text(status, "text/html", page);
    }

    private static String reason(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            default -> "Request Entity Too Large";
        };
    }
}
