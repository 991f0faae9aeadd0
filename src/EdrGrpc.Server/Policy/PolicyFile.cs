using EdrGrpc.Server.Settings;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Policy;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Policy;

/// <summary>Puts the policy file in force at start and when it changes. A changed file with a mistake changes nothing: the policy before stays, loudly.</summary>
internal sealed partial class PolicyFile(
    IOptions<SecurityOptions> security, PolicySource source, IAuditStore audit, TimeProvider time, ILogger<PolicyFile> logger) : BackgroundService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private string _text = "";

    /// <summary>Reads the policy before anything is served.</summary>
    /// <exception cref="SettingsException">There is none, or it has mistakes.</exception>
    public void Load()
    {
        if (security.Value.PolicyFile is not { Length: > 0 } path)
        {
            source.Set(security.Value.AllowAnonymous
                ? Everything()
                : throw new SettingsException(
                    "Security:PolicyFile is not set: set it to a file that says who may do what (see docs/policy.md), or, to try the server on this machine only, set Security:AllowAnonymous=true."));
            return;
        }

        var problems = TryLoad(path);
        if (problems.Count > 0)
        {
            throw new SettingsException($"Security:PolicyFile {path}: {string.Join(" ", problems)}");
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (security.Value.PolicyFile is not { Length: > 0 } path)
        {
            return;
        }

        // Looked at, not watched: files of mounted configuration are replaced in ways that watchers miss.
        using var timer = new PeriodicTimer(LookInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var before = _text;
            var problems = TryLoad(path);
            if (problems.Count > 0)
            {
                Refused(logger, path, string.Join(" ", problems));
            }
            else if (_text != before)
            {
                InForce(logger, path);
                await audit.AppendAsync(
                    new AuditEntry
                    {
                        Time = time.GetUtcNow(),
                        Principal = AuditEntry.System,
                        Operation = "PolicyReload",
                        Outcome = "ALLOWED",
                        DetailJson = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = Hash(_text) }),
                    },
                    stoppingToken);
            }
        }
    }

    private IReadOnlyList<string> TryLoad(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [$"It cannot be read: {exception.Message}"];
        }

        if (text == _text)
        {
            return [];
        }

        if (PolicyReader.Read(text, out var problems) is not { } policy)
        {
            return problems;
        }

        _text = text;
        source.Set(policy);
        return [];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    // For loopback without authentication, and for the demo.
    private static PolicyDocument Everything() => new()
    {
        Roles = new Dictionary<string, PolicyRole>(StringComparer.Ordinal)
        {
            ["everything"] = new() { Tasks = ["*"], Read = Scope.All, Cancel = Scope.All, Approve = ["*"], Admin = true },
        },
        Bindings = [new PolicyBinding { Principals = ["*"], Roles = ["everything"] }],
        ProtectInfrastructure = false,
    };

    [LoggerMessage(300, LogLevel.Information, "The policy {Path} is in force")]
    private static partial void InForce(ILogger logger, string path);

    [LoggerMessage(301, LogLevel.Error, "The changed policy {Path} is NOT in force, the one before it still is: {Problems}")]
    private static partial void Refused(ILogger logger, string path, string problems);
}
