package dev.braid.control;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API answered. */
record Answer(int status, HttpResponse<String> response) {
    private static final JsonMapper JSON = JsonMapper.shared();

    JsonNode json() {
        return JSON.readTree(response.body());
    }

    String code() {
        return json().path("code").asString("");
    }

    String etag() {
        return header("ETag");
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    boolean isProblem() {
        return header("Content-Type").startsWith("application/problem+json")
                && !code().isEmpty()
                && !json().path("requestId").asString("").isEmpty();
    }

    @Override
    public String toString() {
        return status + " " + response.body();
    }
}
