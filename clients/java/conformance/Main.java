import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Plays scenario.json and prints a line for each step. */
final class Main {
    private Main() {
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        JsonObject scenario = JsonParser.parseString(Files.readString(Path.of(System.getenv("EDRGRPC_SCENARIO")))).getAsJsonObject();
        boolean passed = true;
        try (Steps steps = new Steps(System.getenv())) {
            for (JsonElement element : scenario.getAsJsonArray("steps")) {
                JsonObject step = element.getAsJsonObject();
                long start = System.nanoTime();
                String detail = "";
                try {
                    // A step that hangs has failed.
                    CompletableFuture.runAsync(() -> steps.play(step)).get(60, TimeUnit.SECONDS);
                } catch (Exception e) {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    detail = trace.toString();
                    passed = false;
                }

                JsonObject line = new JsonObject();
                line.addProperty("step", step.get("name").getAsString());
                line.addProperty("ok", detail.isEmpty());
                line.addProperty("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
                line.addProperty("detail", detail);
                out.println(line);
            }
        }

        System.exit(passed ? 0 : 1);
    }
}
