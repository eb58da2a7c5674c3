package klinggateway.deliver;

import klinggateway.task.NewerTask;
import klinggateway.task.OlderTask;
import klinggateway.task.ShownJob;
import klinggateway.webhook.WebhookBody;

/** Kling's own shapes, for those who name a {@code callback_url} under {@code /kling} (docs/kling.md, Callbacks). */
enum KlingBody implements WebhookBody {
    OLDER {
        @Override
        public String of(Happening happening) {
            return OlderTask.callback(shown(happening)).toString();
        }
    },
    NEWER {
        @Override
        public String of(Happening happening) {
            return NewerTask.of(shown(happening)).toString();
        }
    };

    private static ShownJob shown(Happening happening) {
        return new ShownJob(happening.job(), happening.extras(), happening.result());
    }
}
