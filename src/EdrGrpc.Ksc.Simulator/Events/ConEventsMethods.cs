namespace EdrGrpc.Ksc.Simulator;

/// <summary>ConEvents.* (ksc-openapi.md section 7.1).</summary>
internal static class ConEventsMethods
{
    public static void Register(MethodTable table)
    {
        table.Add("ConEvents.Subscribe", "wstrEvent pFilter", call => Reply
            .Of(call.Session.Subscriptions.Add(call.Arguments.Text("wstrEvent"), call.Arguments.OptionalParams("pFilter") ?? []))
            .Out("nPeriod", Period(call)));
        table.Add("ConEvents.Retrieve", "", Retrieve);
        table.Add("ConEvents.UnSubscribe", "nSubsId", call =>
        {
            call.Session.Subscriptions.Remove(call.Arguments.Int("nSubsId"));
            return Reply.Void();
        });
        table.Add("ConEvents.IsAnyServiceConsoleAvailable", "", call => Reply.Of(call.State.ServiceConsoleAvailable));
        table.Add("ConEvents.IsServiceConsoleAvailable", "wstrProdName wstrProdVersion", call =>
        {
            call.Arguments.Text("wstrProdName");
            call.Arguments.Text("wstrProdVersion");
            return Reply.Of(call.State.ServiceConsoleAvailable);
        });
    }

    private static Reply Retrieve(ApiCall call)
    {
        var events = call.Session.Subscriptions.Take(call.State.Clock.Now, call.State.Options.EventPollPeriod, out var drained);
        return Reply.Of(drained).Out("pEvents", events).Out("nPeriod", Period(call));
    }

    private static int Period(ApiCall call) => (int)call.State.Options.EventPollPeriod.TotalMilliseconds;
}
