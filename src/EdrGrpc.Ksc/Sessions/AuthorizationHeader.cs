using System.Text;

namespace EdrGrpc.Ksc;

/// <summary>The KSCBasic scheme (ksc-openapi.md 1.2): user and password in base64, domain plain unless switched (question Q1).</summary>
internal static class AuthorizationHeader
{
    public static string Create(KscConnectionOptions options, string user, string password)
    {
        var header = new StringBuilder("KSCBasic user=\"").Append(Base64(user)).Append("\", pass=\"").Append(Base64(password)).Append('"');
        if (options.Domain is { Length: > 0 } domain)
        {
            header.Append(", domain=\"").Append(options.DomainAsBase64 ? Base64(domain) : domain).Append('"');
        }

        return header.Append(", internal=\"").Append(options.InternalUser ? '1' : '0').Append('"').ToString();
    }

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
