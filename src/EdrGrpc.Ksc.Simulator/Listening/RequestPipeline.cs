using System.Net.Mime;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Net.Http.Headers;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>One HTTP request: transport rules, faults, execution, answer.</summary>
/// <remarks>One request in flight per connection holds by itself: Kestrel serves the HTTP/1.1 requests of a connection one after another.</remarks>
internal sealed class RequestPipeline(SimulatorState state, Dispatcher dispatcher)
{
    public const string ServerName = "EDRGRPC-KSC-SIMULATOR";
    private const string Prefix = "/api/v1.0/";

    public async Task HandleAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        context.Response.Headers.Server = ServerName;
        context.Response.Headers.Date = HeaderUtilities.FormatDate(state.Clock.HeaderDate);
        try
        {
            var reply = await AnswerAsync(context, cancellationToken);
            if (reply is null)
            {
                context.Abort();
                return;
            }

            await ReplyWriter.WriteAsync(context, reply, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client went away or the listener stopped.
            context.Abort();
        }
        catch (Exception e)
        {
            state.InternalErrors.Enqueue(e);
            context.Abort();
        }
    }

    /// <summary>The answer, or null when the connection breaks instead.</summary>
    private async Task<HttpReply?> AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (request.Path.Value is not { } path || !path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return HttpReply.Text(404, "KSC SIMULATOR: only " + Prefix + " exists");
        }

        if (!HttpMethods.IsPost(request.Method))
        {
            return HttpReply.Text(405, "Only POST is accepted");
        }

        if (!IsJson(request.ContentType))
        {
            return HttpReply.Text(415, "Content-Type must be application/json");
        }

        var body = await RequestBody.ReadAsync(request, state.Options.JsonBodyLimit, cancellationToken);
        if (body is null)
        {
            return HttpReply.Json(Reply.Error(PxgErrors.LimitViolation("JSON body is too large", LimitsMethods.JsonBody).Error));
        }

        if (RequestBody.Parse(body) is not { } arguments)
        {
            return HttpReply.Text(400, "The body is no JSON object");
        }

        var token = request.Headers["X-KSC-Session"].ToString();
        var call = new SimulatedCall(path[Prefix.Length..], arguments, token.Length == 0 ? null : token, context.Connection.Id);
        state.CallCounts.AddOrUpdate(call.Method, 1, (_, count) => count + 1);
        return await ExecuteAsync(context, call, cancellationToken);
    }

    private async Task<HttpReply?> ExecuteAsync(HttpContext context, SimulatedCall call, CancellationToken cancellationToken)
    {
        var items = context.Features.Get<IConnectionItemsFeature>()!.Items;
        var before = await state.Faults.ActAsync(FaultPhase.Before, call, cancellationToken);
        if (before.Late is { } delay)
        {
            var late = dispatcher.Prepare(context, call, items);
            state.Clock.Schedule(delay, () => late());
        }

        if (before.IsFinal)
        {
            return before.Answer;
        }

        var reply = dispatcher.Prepare(context, call, items)();
        var after = await state.Faults.ActAsync(FaultPhase.After, call, cancellationToken);
        return after.IsFinal ? after.Answer : reply;
    }

    private static bool IsJson(string? contentType) => string.IsNullOrEmpty(contentType)
        || (MediaTypeHeaderValue.TryParse(contentType, out var parsed)
            && parsed.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase));
}
