using System.Text.Json;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>A KLINCDT_BODY that the background service understands.</summary>
/// <param name="Task">One of the nine task types.</param>
/// <param name="Area">responseEventIncidentArea as given.</param>
/// <param name="Isolate">For isolateHost: on or off.</param>
internal sealed record EdrRequest(string Task, string Area, bool? Isolate)
{
    /// <summary>The request, or null with the reason why no task comes of this body.</summary>
    public static EdrRequest? Parse(string body, string hostId, out string reason)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement, hostId, out reason);
        }
        catch (JsonException)
        {
            reason = "body is not JSON";
            return null;
        }
    }

    private static EdrRequest? Read(JsonElement root, string hostId, out string reason)
    {
        reason = "";
        if (root.ValueKind != JsonValueKind.Object)
        {
            reason = "body is no JSON object";
        }
        else if (!root.TryGetProperty("responseEventIncident"u8, out var flag) || flag.ValueKind != JsonValueKind.True)
        {
            reason = "responseEventIncident is not true";
        }
        else if (Text(root, "targetHost") is not { } target || !string.Equals(target, hostId, StringComparison.OrdinalIgnoreCase))
        {
            reason = "targetHost is not the incident's host";
        }
        else if (Text(root, "responseEventIncidentArea") is not { Length: > 0 } area)
        {
            reason = "responseEventIncidentArea is missing";
        }
        else if (Text(root, "task") is not { } task || !EdrTaskParams.IsKnown(task))
        {
            reason = "task is none of the nine types";
        }
        else if (!root.TryGetProperty("params"u8, out var parameters))
        {
            reason = "params: missing";
        }
        else if (EdrTaskParams.Problem(task, parameters) is { } problem)
        {
            reason = "params: " + problem;
        }
        else if (root.EnumerateObject().Count() != 5)
        {
            reason = "body has unknown or repeated members";
        }
        else
        {
            return new EdrRequest(task, area, task == "isolateHost" ? parameters.GetProperty("action"u8).GetInt32() == 1 : null);
        }

        return null;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
