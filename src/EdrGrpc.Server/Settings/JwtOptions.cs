namespace EdrGrpc.Server.Settings;

/// <summary>JSON Web Tokens. Section <c>Security:Jwt</c>. Only asymmetric signatures are taken.</summary>
public sealed record JwtOptions
{
    /// <summary>The OIDC issuer; its keys are found by discovery and asked for again every 10 minutes, sooner when a token names an unknown one. Either this or <see cref="JwksFile"/>.</summary>
    public string? Authority { get; set; }

    /// <summary>A file with the issuer's keys (JWKS), for issuers without discovery; read again when it changes.</summary>
    public string? JwksFile { get; set; }

    /// <summary>The issuer that tokens must name. Default the authority.</summary>
    public string? Issuer { get; set; }

    /// <summary>The audience that tokens must name. Required.</summary>
    public string? Audience { get; set; }

    /// <summary>The claim that is the principal: one text of at most 128 characters. Default "sub".</summary>
    public string PrincipalClaim { get; set; } = "sub";

    /// <summary>The claim with the groups, which policies name as "group:…". Default "groups".</summary>
    public string GroupsClaim { get; set; } = "groups";

    /// <summary>True if tokens are taken at all.</summary>
    public bool IsConfigured => !string.IsNullOrEmpty(Authority) || !string.IsNullOrEmpty(JwksFile);
}
