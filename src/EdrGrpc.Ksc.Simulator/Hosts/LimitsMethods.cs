namespace EdrGrpc.Ksc.Simulator;

/// <summary>Limits.GetLimits (ksc-openapi.md section 8.3).</summary>
internal static class LimitsMethods
{
    public const int JsonBody = 49;

    public static void Register(MethodTable table) => table.Add("Limits.GetLimits", "param", call =>
    {
        var options = call.State.Options;
        var id = call.Arguments.Int("param");
        int? value = id switch
        {
            1 => 100_000,
            2 => 1000,
            3 => options.EventLimit,
            32 => 500,
            46 => 0,
            47 => 300,
            JsonBody => options.JsonBodyLimit,
            50 => 100 * 1024 * 1024,
            51 => HandleTable.DefaultLifeSeconds,
            52 => HandleTable.MaximumLifeSeconds,
            57 => 100,
            70 => (int)options.SessionLifetime.TotalSeconds,
            71 => (int)options.SessionIdleLimit.TotalSeconds,
            74 => 0,
            _ => null,
        };
        return Reply.Of(value ?? throw PxgErrors.NotFound("Limit", id.ToString()));
    });
}
