namespace EdrGrpc.IntegrationTests.Access.Matrix;

/// <summary>
/// Who may do what, stated by hand and not taken from the product. A column is a caller of <see cref="MatrixPolicy"/>, a row an RPC. "about" says what the RPC
/// depends on: (s)ubmission with its owner, KSC connection and host; (h)ost with its KSC connection; (-) nothing.
/// P = PERMISSION_DENIED; ok = allowed; own, other, in (scope), other+in = allowed then, otherwise hidden as if it did not exist; with /P otherwise PERMISSION_DENIED.
/// Who is not authenticated is refused everywhere, and so is who has no role: those need no column.
/// </summary>
internal static class ExpectedAccess
{
    private const string Table = """
        RPC                                about guest own-reader all-reader scoped-reader submitter scoped-submitter canceller scoped-canceller approver scoped-approver admin lead
        ResponseService.Submit             h     P     P          P          P             ok        in/P             P         P                P        P               P     ok
        ResponseService.SubmitBatch        h     P     P          P          P             ok        in/P             P         P                P        P               P     ok
        ResponseService.SubmitAndWatch     h     P     P          P          P             ok        in/P             P         P                P        P               P     ok
        ResponseService.GetSubmission      s     P     own        ok         in            own       own              P         ok               P        P               P     ok
        ResponseService.ListSubmissions    s     P     own        ok         in            own       own              P         ok               P        P               P     ok
        ResponseService.WatchSubmission    s     P     own        ok         in            own       own              P         ok               P        P               P     ok
        ResponseService.WatchSubmissions   s     P     own        ok         in            own       own              P         ok               P        P               P     ok
        ResponseService.ListIsolatedHosts  s     P     own        ok         in            own       own              P         ok               P        P               P     ok
        ResponseService.CancelSubmission   s     P     P          P          P             own       own              ok        in/P             P        P               P     ok
        ResponseService.CancelBatch        s     P     P          P          P             own       own              ok        in/P             P        P               P     ok
        ResponseService.ApproveSubmission  s     P     P          P          P             P         P                P         P                other    other+in        P     other/P
        ResponseService.RejectSubmission   s     P     P          P          P             P         P                P         P                other    other+in        P     other/P
        ResponseService.GetCapabilities    -     ok    ok         ok         ok            ok        ok               ok        ok               ok       ok              ok    ok
        KscService.ListServers             -     ok    ok         ok         ok            ok        ok               ok        ok               ok       ok              ok    ok
        KscService.GetServerStatus         h     ok    ok         ok         ok            ok        ok               ok        ok               ok       ok              ok    ok
        KscService.FindHosts               h     ok    ok         ok         in            ok        in               ok        ok               ok       in              ok    ok
        AdminService.CreateToken           -     P     P          P          P             P         P                P         P                P        P               ok    ok
        AdminService.ListTokens            -     P     P          P          P             P         P                P         P                P        P               ok    ok
        AdminService.RevokeToken           -     P     P          P          P             P         P                P         P                P        P               ok    ok
        AdminService.StopSending           -     P     P          P          P             P         P                P         P                P        P               ok    ok
        AdminService.ResumeSending         -     P     P          P          P             P         P                P         P                P        P               ok    ok
        AdminService.GetSendingState       -     ok    ok         ok         ok            ok        ok               ok        ok               ok       ok              ok    ok
        AdminService.ExplainPolicy         h     P     P          P          P             P         P                P         P                P        P               ok    ok
        AdminService.CheckPolicy           -     P     P          P          P             P         P                P         P                P        P               ok    ok
        AdminService.ExportAudit           -     P     P          P          P             P         P                P         P                P        P               ok    ok
        AdminService.VerifyAudit           -     P     P          P          P             P         P                P         P                P        P               ok    ok
        """;

    private static readonly string[][] Lines = [.. Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Callers with roles, in the table's order.</summary>
    public static IReadOnlyList<string> WithRoles => Lines[0][2..];

    public static IReadOnlyList<string> Rpcs => [.. Lines[1..].Select(line => line[0])];

    /// <summary>All situations in which an outcome is stated.</summary>
    public static IEnumerable<Cell> Cells(string rpc) =>
        from caller in MatrixPolicy.Unauthenticated.Append(MatrixPolicy.Stranger).Concat(WithRoles)
        from isOwn in AboutOf(rpc) == "s" && !MatrixPolicy.Unauthenticated.Contains(caller) ? new[] { true, false } : [false]
        from server in AboutOf(rpc) == "-" ? new[] { true } : [true, false]
        from host in AboutOf(rpc) == "-" ? new[] { true } : [true, false]
        select new Cell(rpc, caller, isOwn, server, host);

    public static Outcome Of(Cell cell)
    {
        if (MatrixPolicy.Unauthenticated.Contains(cell.Caller))
        {
            return Outcome.Unauthenticated;
        }

        if (cell.Caller == MatrixPolicy.Stranger)
        {
            return Outcome.Denied;
        }

        var parts = Lines.Single(line => line[0] == cell.Rpc)[2 + WithRoles.ToList().IndexOf(cell.Caller)].Split('/');
        var allowed = parts[0] switch
        {
            "ok" => true,
            "P" => false,
            "own" => cell.IsOwn,
            "other" => !cell.IsOwn,
            "in" => cell.InScope,
            "other+in" => !cell.IsOwn && cell.InScope,
            var unknown => throw new InvalidOperationException($"The table has an entry '{unknown}'."),
        };
        return allowed ? Outcome.Allowed : parts[^1] == "P" ? Outcome.Denied : Outcome.Hidden;
    }

    private static string AboutOf(string rpc) => Lines.Single(line => line[0] == rpc)[1];
}
