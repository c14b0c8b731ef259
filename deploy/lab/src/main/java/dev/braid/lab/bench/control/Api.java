package dev.braid.lab.bench.control;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;

/** The API as a browser uses it: signed in by a cookie, and connected anew whenever the server has had enough of a connection. */
final class Api implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CSRF = "braid_csrf=";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String root;
    private String cookie = "";
    private String csrf = "";

    Api(int port) {
        root = "http://127.0.0.1:" + port + "/";
    }

    /** @throws IOException when there is no answer, or a refusal */
    String ask(String method, String path, String body) throws IOException {
        return send(method, "api/v1/" + path, body).body();
    }

    /** @throws IOException when there is no answer, or a refusal */
    String page(String path) throws IOException {
        return send("GET", path, "").body();
    }

    /** What follows is asked in this person's name. */
    void signIn(String user, String password) throws IOException {
        HttpResponse<String> answer =
                send("POST", "api/v1/session", "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}");
        cookie = answer.headers().allValues("Set-Cookie").stream()
                .map(set -> set.substring(0, set.indexOf(';')))
                .collect(Collectors.joining("; "));
        csrf = cookie.substring(cookie.indexOf(CSRF) + CSRF.length());
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .timeout(PATIENCE)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie).header("X-CSRF-Token", csrf);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IOException(
                        method + " " + path + " was refused: " + answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
