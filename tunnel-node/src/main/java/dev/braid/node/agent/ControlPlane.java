package dev.braid.node.agent;

import dev.braid.node.agent.SessionClient.Answer;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.SessionMessage;
import dev.braid.node.contract.SessionMessage.Desired;
import dev.braid.node.contract.SessionMessage.Enrol;
import dev.braid.node.contract.SessionMessage.Hints;
import dev.braid.node.contract.SessionMessage.Renew;
import dev.braid.node.contract.SessionMessage.Result;
import dev.braid.node.contract.SessionMessage.Trust;
import dev.braid.node.contract.SessionMessage.Welcome;
import dev.braid.node.contract.WireJson;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The control plane's answers to one caller at a time. An address that does not answer is left for the next one at the next call. Blocking.
 */
final class ControlPlane implements AutoCloseable {
    /** Makes TLS from what is on disk now. */
    interface Tls {
        SslContext now() throws SSLException, IOException;
    }

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int NO_CONTENT = 204;

    private final List<ControlAddress> addresses;
    private final EventLoop loop;
    private final Tls tls;
    private final Supplier<Ways> ways;
    private int next;
    private volatile @Nullable SessionClient client;
    private volatile boolean closed;

    ControlPlane(List<ControlAddress> addresses, EventLoop loop, Tls tls, Supplier<Ways> ways) {
        this.addresses = List.copyOf(addresses);
        this.loop = loop;
        this.tls = tls;
        this.ways = ways;
    }

    Welcome enrol(Enrol enrol) throws IOException {
        return read(call(HttpMethod.POST, "/enrol", WireJson.write(enrol)), Welcome.class);
    }

    /** Null when nothing else than {@code after} is wanted. */
    @Nullable
    Desired desired(long after) throws IOException {
        Answer answer = call(HttpMethod.GET, "/spec?after=" + after, "");
        return answer.status() == NO_CONTENT ? null : read(answer, Desired.class);
    }

    Hints report(NodeReport report) throws IOException {
        return read(call(HttpMethod.POST, "/report", WireJson.write(report)), Hints.class);
    }

    void result(Result result) throws IOException {
        call(HttpMethod.POST, "/results", WireJson.write(result));
    }

    Welcome renew(Renew renew) throws IOException {
        return read(call(HttpMethod.POST, "/renew", WireJson.write(renew)), Welcome.class);
    }

    Trust trust() throws IOException {
        return read(call(HttpMethod.GET, "/revocations", ""), Trust.class);
    }

    /** The next call connects, and so proves anew that the way there and back works. Any thread; a call that waits fails. */
    void hangUp() {
        SessionClient open = client;
        client = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        hangUp();
    }

    private Answer call(HttpMethod method, String path, String body) throws IOException {
        SessionClient open = client();
        try {
            Answer answer = open.call(method, SessionMessage.ROOT + path, body, LIMIT);
            if (answer.status() >= 300) {
                throw refusal(answer);
            }
            return answer;
        } catch (SessionException e) {
            throw e;
        } catch (IOException e) {
            hangUp();
            next++;
            throw e;
        }
    }

    private SessionClient client() throws IOException {
        SessionClient open = client;
        if (closed) {
            throw new IOException("this session is closed");
        }
        if (open == null) {
            open = new SessionClient(loop, tls.now(), addresses.get(next % addresses.size()), ways);
            client = open;
        }
        return open;
    }

    private static SessionException refusal(Answer answer) {
        try {
            JsonNode problem = WireJson.read(answer.body(), JsonNode.class);
            String code = problem.path("code").asString("");
            String detail = problem.path("detail").asString("");
            return new SessionException(
                    answer.status(), code, detail.isEmpty() ? "it answered with status " + answer.status() : detail);
        } catch (IllegalArgumentException e) {
            return new SessionException(answer.status(), "", "it answered with status " + answer.status());
        }
    }

    private static <T> T read(Answer answer, Class<T> type) throws IOException {
        try {
            return WireJson.read(answer.body(), type);
        } catch (IllegalArgumentException e) {
            throw new IOException("the control plane's answer cannot be read: " + e.getMessage(), e);
        }
    }
}
