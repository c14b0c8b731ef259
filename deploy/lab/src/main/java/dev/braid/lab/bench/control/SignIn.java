package dev.braid.lab.bench.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;

/** Signs in as a browser does; the answer's cookies are what the other requests send. */
final class SignIn implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private String csrf = "";

    SignIn(int port) {
        this.port = port;
    }

    String cookie(String user, String password) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}"))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            String cookies = answer.headers().allValues("Set-Cookie").stream()
                    .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                    .collect(Collectors.joining("; "));
            csrf = cookies.substring(cookies.indexOf("braid_csrf=") + 11);
            return cookies;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    String csrf() {
        return csrf;
    }

    @Override
    public void close() {
        client.close();
    }
}
