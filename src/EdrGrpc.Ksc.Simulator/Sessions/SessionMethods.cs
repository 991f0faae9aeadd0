namespace EdrGrpc.Ksc.Simulator;

/// <summary>Session.* except StartSession, which the listener answers because it needs no session.</summary>
internal static class SessionMethods
{
    public static void Register(MethodTable table)
    {
        table.Add("Session.Ping", "", _ => Reply.Void());
        table.Add("Session.CreateToken", "", call => Reply.Of(call.State.Sessions.CreateOneTimeToken()));
        table.Add("Session.EndSession", "", call =>
        {
            call.State.Sessions.End(call.Session);
            return Reply.Void();
        });
    }
}
