package klinggateway.facade.openai;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.job.JobStore;
import klinggateway.keys.Scope;
import klinggateway.order.Desk;
import klinggateway.order.Purchase.Bought;

/** OpenAI's Videos API under {@code /openai/v1}: finds what a path is about (docs/openai.md). */
public final class OpenAiFacade {

    private static final String VIDEOS = "videos";
    private static final String MODELS = "models";

    private final Orders orders;
    private final Videos videos;
    private final Models models;

    public OpenAiFacade(Catalogue catalogue, JobStore jobs, Desk desk, InstantSource clock) {
        Aliases aliases = Aliases.builtIn();
        this.orders = new Orders(catalogue, aliases, desk.sales(), desk.purchase());
        this.videos = new Videos(jobs, desk.refresh(), desk.cancel(), catalogue, clock);
        this.models = new Models(catalogue, aliases, desk.sales());
    }

    /** The answer in OpenAI's shape; problems are told by {@link OpenAiVoice}. */
    public Answer answer(Call call) {
        List<String> path = List.of(call.pathParameter("proxy").split("/", -1));
        return switch (path.getFirst()) {
            case VIDEOS -> ofVideos(call, path);
            case MODELS -> ofModels(call, path);
            default -> throw unknown(call);
        };
    }

    private Answer ofModels(Call call, List<String> path) {
        if (!call.method().equals("GET") || path.size() > 2) {
            throw unknown(call);
        }
        return path.size() == 1 ? models.list(call) : models.retrieve(call, path.get(1));
    }

    private Answer ofVideos(Call call, List<String> path) {
        if (isOnlyAtOpenAi(call, path)) {
            throw ProblemException.of(
                    ErrorCode.INVALID_PARAMETERS,
                    400,
                    "Kling has nothing like OpenAI's remixes, edits, extensions and characters. What works here: POST and GET"
                            + " /openai/v1/videos; GET and DELETE /openai/v1/videos/{id}; GET /openai/v1/videos/{id}/content;"
                            + " GET /openai/v1/models. POST /api/generate-video can do more, such as motion control");
        }
        String id = path.size() > 1 ? path.get(1) : "";
        return switch (call.method() + " " + path.size()) {
            case "POST 1" -> create(call);
            case "GET 1" -> videos.list(call);
            case "GET 2" -> videos.retrieve(call, id);
            case "DELETE 2" -> videos.delete(call, id);
            case "GET 3" -> {
                if (!path.get(2).equals("content")) {
                    throw unknown(call);
                }
                yield videos.content(call, id);
            }
            default -> throw unknown(call);
        };
    }

    private static boolean isOnlyAtOpenAi(Call call, List<String> path) {
        boolean isPost = call.method().equals("POST");
        return (path.size() > 1 && path.get(1).equals("characters"))
                || (isPost
                        && path.size() == 2
                        && (path.get(1).equals("edits") || path.get(1).equals("extensions")))
                || (isPost && path.size() == 3 && path.get(2).equals("remix"));
    }

    private Answer create(Call call) {
        call.require(Scope.GENERATE);
        Bought bought = orders.buy(call);
        Map<String, String> headers = bought.isRepeated() ? Map.of("idempotent-replayed", "true") : Map.of();
        return new Answer.OfJson(200, headers, videos.json(new Video(bought.job(), bought.extras())));
    }

    private static ProblemException unknown(Call call) {
        return ProblemException.of(
                ErrorCode.INVALID_PARAMETERS,
                404,
                "There is no " + call.method() + " /openai/v1/" + call.pathParameter("proxy") + " here");
    }
}
