package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnpluggedTest {
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @Test
    void isNotedWhenItHasBeenDroppedAndNotBefore() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (Unplugged unplugged = new Unplugged(i -> drop(i, mayEnd), i -> seen.add("noted " + i))) {
            unplugged.link(7);
            assertThat(next()).isEqualTo("dropping 7");
            assertThat(seen).isEmpty();
            mayEnd.countDown();
            assertThat(next()).isEqualTo("dropped 7");
            assertThat(next()).isEqualTo("noted 7");
        }
    }

    @Test
    void isNotedThoughItCouldNotBeDropped() throws Exception {
        try (Unplugged unplugged = new Unplugged(UnpluggedTest::fail, i -> seen.add("noted " + i))) {
            unplugged.link(7);
            assertThat(next()).isEqualTo("noted 7");
        }
    }

    @Test
    void afterTheEndNothingIsDone() throws Exception {
        Unplugged unplugged = new Unplugged(i -> seen.add("dropped " + i), i -> seen.add("noted " + i));
        unplugged.close();
        unplugged.link(7);
        assertThat(seen).isEmpty();
    }

    private void drop(int ifindex, CountDownLatch mayEnd) {
        seen.add("dropping " + ifindex);
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        seen.add("dropped " + ifindex);
    }

    private static void fail(int ifindex) {
        throw new IllegalStateException("the kernel does not drop " + ifindex);
    }

    private String next() throws InterruptedException {
        return String.valueOf(seen.poll(30, TimeUnit.SECONDS));
    }
}
