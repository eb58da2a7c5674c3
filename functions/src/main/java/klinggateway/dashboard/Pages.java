package klinggateway.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.secret.Sha256;

/**
 * The dashboard's page, and its assets: whatever lies beside this class and is of a type that a page loads. An asset's URL has
 * the version of all of them, a hash, as its folder, so browsers keep it for good and modules import one another by name alone.
 */
final class Pages {

    private static final String PAGE = "index.html";
    private static final String VERSION = "{version}";
    /** Stands where the page names all modules, so that a browser asks for them at once and not one by the other. */
    private static final String MODULES = "<!-- modules -->";
    /** It is no module, and the page names it. */
    private static final String LIBRARY = "uPlot.iife.min.js";

    private static final Map<String, String> ASSET_TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Document page;
    private final String version;
    private final Map<String, Document> assets = new HashMap<>();

    /** @param klingEndpoint where pictures and videos may come from even if that is not by https, as on one machine */
    Pages(URI klingEndpoint) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (String name : names()) {
            if (ASSET_TYPES.containsKey(extension(name))) {
                texts.put(name, text(name));
            }
        }
        Map<String, String> headers = safe(klingEndpoint);
        headers.put("cache-control", "public, max-age=31536000, immutable");
        texts.forEach((name, text) ->
                assets.put(name, Document.of(ASSET_TYPES.getOrDefault(extension(name), ""), text, headers)));
        version = Sha256.hex(texts.toString()).substring(0, 12);
        headers.put("cache-control", "no-cache");
        page = Document.of(
                "text/html; charset=utf-8",
                text(PAGE).replace(MODULES, modules(texts.keySet())).replace(VERSION, version),
                headers);
    }

    private static String modules(Set<String> names) {
        return names.stream()
                .filter(name -> extension(name).equals("js") && !name.equals(LIBRARY))
                .map(name -> "<link rel=\"modulepreload\" href=\"/assets/" + VERSION + "/" + name + "\">")
                .collect(Collectors.joining("\n  "));
    }

    Document page() {
        return page;
    }

    /** @throws ProblemException if there is no such file, or the version is another one */
    Document asset(String ofVersion, String name) {
        Document asset = assets.get(name);
        if (asset == null || !ofVersion.equals(version)) {
            throw ProblemException.of(
                    ErrorCode.INVALID_PARAMETERS, 404, "The dashboard has no such file; its page says what it has");
        }
        return asset;
    }

    /** What a file beside this class says. */
    static String text(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not beside " + Pages.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The results of jobs are at hosts of Kling's that nobody can name in advance; everything else is the gateway's own. */
    private static Map<String, String> safe(URI klingEndpoint) {
        String results = "https: " + klingEndpoint.getScheme() + "://" + klingEndpoint.getAuthority();
        Map<String, String> headers = new HashMap<>();
        headers.put(
                "content-security-policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: "
                        + results + "; media-src 'self' " + results
                        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        headers.put("cross-origin-opener-policy", "same-origin");
        headers.put("permissions-policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=()");
        headers.put("referrer-policy", "no-referrer");
        return headers;
    }

    /** What lies beside this class, which is in a folder on Lambda and in a jar on one machine. */
    private static Iterable<String> names() {
        URL page = Objects.requireNonNull(Pages.class.getResource(PAGE), PAGE);
        try {
            if (page.openConnection() instanceof JarURLConnection jar) {
                String folder =
                        jar.getEntryName().substring(0, jar.getEntryName().length() - PAGE.length());
                return jar.getJarFile().stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.startsWith(folder))
                        .map(name -> name.substring(folder.length()))
                        .toList();
            }
            try (Stream<Path> files = Files.list(Path.of(page.toURI()).resolveSibling(""))) {
                return files.map(file -> file.getFileName().toString()).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(page + " is a URL", e);
        }
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
