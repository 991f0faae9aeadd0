using System.Security.Cryptography;
using System.Text;
using EdrGrpc.Server.Settings;
using EdrGrpc.Submissions.Policy;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Policy;

/// <summary>The policy file. One with a mistake is never in force.</summary>
internal sealed class PolicyFile(IOptions<SecurityOptions> security, PolicySource source)
{
    private string _text = "";

    /// <summary>SHA-256 of the text in force.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_text)));

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

    /// <summary>Puts a changed file in force. False if nothing changed; problems leave the policy before in force.</summary>
    public bool Reload(out IReadOnlyList<string> problems)
    {
        problems = [];
        if (security.Value.PolicyFile is not { Length: > 0 } path)
        {
            return false;
        }

        var before = _text;
        problems = TryLoad(path);
        return _text != before;
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
}
