package dev.braid.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the API, as whoever the token is. */
final class Client {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final String token;

    Client(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    Client with(String otherToken) {
        return new Client(base, otherToken);
    }

    /** The same token, asked elsewhere. */
    Client at(URI otherBase) {
        return new Client(otherBase, token);
    }

    URI base() {
        return base;
    }

    String token() {
        return token;
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, "", headers);
    }

    /** @param path under /api/v1, without a slash in front; with a slash it is the whole path */
    Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = request(method, path, HttpRequest.BodyPublishers.ofString(body), headers);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For answers that are no text, or have no end. */
    <T> HttpResponse<T> stream(
            String method, String path, byte[] body, HttpResponse.BodyHandler<T> handler, String... headers) {
        HttpRequest.Builder request = request(method, path, HttpRequest.BodyPublishers.ofByteArray(body), headers);
        try {
            return HTTP.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(base + (path.startsWith("/") ? path : "/api/v1/" + path)))
                .timeout(Duration.ofSeconds(30))
                .method(method, body)
                .setHeader("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }
}
