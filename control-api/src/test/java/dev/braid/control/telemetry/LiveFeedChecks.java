package dev.braid.control.telemetry;

import org.springframework.context.ApplicationContext;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

/** What of the live stream is to be seen and turned from inside only. */
public final class LiveFeedChecks {
    private LiveFeedChecks() {}

    public static int clients(ApplicationContext context) {
        return context.getBean(LiveFeed.class).clients();
    }

    /** No more samples are made, as when the process is too busy for them. */
    public static void stopSamples(ApplicationContext context) {
        context.getBean(ScheduledAnnotationBeanPostProcessor.class)
                .postProcessBeforeDestruction(context.getBean(Frames.class), "frames");
    }
}
