namespace EdrGrpc.Ksc.Simulator;

/// <summary>Executes calls: session, method, arguments, handler.</summary>
internal sealed class Dispatcher(SimulatorState state, CredentialCheck authenticator)
{
    private const string Login = "login";
    private const string StartSession = "Session.StartSession";
    private readonly MethodTable _methods = new();

    /// <summary>Finds the session now and returns the work, so that a late request still runs under the session it came with.</summary>
    public Func<HttpReply> Prepare(HttpContext context, SimulatedCall call, IDictionary<object, object?> connectionItems)
    {
        if (call.Method is Login or StartSession)
        {
            var authorization = context.Request.Headers.Authorization.ToString();
            var virtualServer = context.Request.Headers["X-KSC-VServer"].ToString();
            return () => Authenticate(call.Method, authorization, virtualServer, connectionItems);
        }

        var session = call.SessionToken is { } token
            ? state.Sessions.Find(token)
            : connectionItems.TryGetValue(ConnectionRegistry.SessionKey, out var item) ? item as Session : null;
        if (session is null)
        {
            return () => call.SessionToken is null ? HttpReply.Text(401, "Authentication required") : HttpReply.Text(403, "Session is unknown");
        }

        return state.Sessions.Touch(session)
            ? () => Execute(call, session)
            : () => HttpReply.Text(403, "Session is ended or expired");
    }

    private HttpReply Authenticate(string method, string authorization, string virtualServer, IDictionary<object, object?> connectionItems)
    {
        var session = authenticator.Login(authorization, virtualServer, out var refusal);
        if (session is null)
        {
            return refusal!;
        }

        if (method == StartSession)
        {
            return HttpReply.Json(Reply.Of(session.Token).ToBytes());
        }

        if (connectionItems.TryGetValue(ConnectionRegistry.SessionKey, out var item) && item is Session former)
        {
            state.Sessions.End(former);
        }

        connectionItems[ConnectionRegistry.SessionKey] = session;
        return HttpReply.Json(Reply.Void().ToBytes());
    }

    private HttpReply Execute(SimulatedCall call, Session session)
    {
        try
        {
            var method = _methods.Find(call.Method) ?? throw PxgErrors.NoSuchCall(call.Method);
            var strict = state.Options.Strict;
            if (strict)
            {
                CheckNames(call, method);
            }

            var arguments = new CallArguments(call.Arguments, strict);
            Reply reply;
            lock (state.Gate)
            {
                reply = method.Handler(new ApiCall(state, session, arguments));
            }

            return HttpReply.Json(reply.ToBytes());
        }
        catch (PxgException e)
        {
            if (e.Error.Code is PxgErrors.BadParameterCode or 1192 or 1194)
            {
                state.Reject($"{call.Method}: {e.Error.Message}");
            }

            return HttpReply.Json(Reply.Error(e.Error));
        }
        catch (Exception e)
        {
            state.InternalErrors.Enqueue(e);
            return HttpReply.Text(500, "Internal error of the simulator");
        }
    }

    private static void CheckNames(SimulatedCall call, ApiMethod method)
    {
        foreach (var argument in call.Arguments.EnumerateObject())
        {
            if (!method.Parameters.Contains(argument.Name, StringComparer.Ordinal))
            {
                throw PxgErrors.BadParameter($"{argument.Name} is no argument of {method.Name}");
            }
        }
    }
}
