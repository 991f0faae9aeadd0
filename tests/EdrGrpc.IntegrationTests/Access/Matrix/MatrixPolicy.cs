namespace EdrGrpc.IntegrationTests.Access.Matrix;

/// <summary>A policy with a caller for every kind of right there is.</summary>
internal static class MatrixPolicy
{
    /// <summary>Authenticated, but in no binding.</summary>
    public const string Stranger = "stranger";

    /// <summary>Owns what is not the caller's.</summary>
    public const string SomebodyElse = "somebody-else";

    /// <summary>No credentials at all, and a token that nobody made.</summary>
    public static readonly string[] Unauthenticated = ["nobody", "forged"];

    /// <summary>Before the test: everybody may do everything, so that everybody can own submissions. Processes wait for approval and stay as they are.</summary>
    public const string Preparing = """
        {
          "roles": { "everything": { "tasks": ["*"], "read": "all", "cancel": "all", "admin": true } },
          "bindings": [ { "principals": ["*"], "roles": ["everything"] } ],
          "protect_infrastructure": false,
          "approvals": [ { "name": "processes", "tasks": ["start_process"], "expire": "1.00:00:00" } ]
        }
        """;

    private const string Scope = """
        "servers": ["default"], "hosts": { "names": ["HOST-000?", "HOST-001?", "HOST-002?", "HOST-003?"] }
        """;

    /// <summary>The policy under test. Scoped roles cover KSC "default" and the hosts HOST-0001 to HOST-0039.</summary>
    public static readonly string Tested = """
        {
          "roles": {
            "guest": { "read": "none", "cancel": "none" },
            "own-reader": { "read": "own", "cancel": "none" },
            "all-reader": { "read": "all", "cancel": "none" },
            "scoped-reader": { "read": "all", "cancel": "none", SCOPE },
            "submitter": { "tasks": ["*"] },
            "scoped-submitter": { "tasks": ["*"], SCOPE },
            "canceller": { "read": "none", "cancel": "all" },
            "scoped-canceller": { "read": "none", "cancel": "all", SCOPE },
            "approver": { "read": "none", "cancel": "none", "approve": ["*"] },
            "scoped-approver": { "read": "none", "cancel": "none", "approve": ["*"], SCOPE },
            "admin": { "read": "none", "cancel": "none", "admin": true },
            "lead": { "tasks": ["*"], "read": "all", "cancel": "all", "approve": ["*"], "admin": true }
          },
          "bindings": [
            { "principals": ["guest"], "roles": ["guest"] },
            { "principals": ["own-reader"], "roles": ["own-reader"] },
            { "principals": ["all-reader"], "roles": ["all-reader"] },
            { "principals": ["scoped-reader"], "roles": ["scoped-reader"] },
            { "principals": ["submitter"], "roles": ["submitter"] },
            { "principals": ["scoped-submitter"], "roles": ["scoped-submitter"] },
            { "principals": ["canceller"], "roles": ["canceller"] },
            { "principals": ["scoped-canceller"], "roles": ["scoped-canceller", "all-reader"] },
            { "principals": ["approver"], "roles": ["approver"] },
            { "principals": ["scoped-approver"], "roles": ["scoped-approver"] },
            { "principals": ["admin"], "roles": ["admin"] },
            { "principals": ["lead"], "roles": ["lead"] }
          ],
          "protect_infrastructure": false,
          "approvals": [ { "name": "processes", "tasks": ["start_process"] } ]
        }
        """.Replace("SCOPE", Scope, StringComparison.Ordinal);
}
