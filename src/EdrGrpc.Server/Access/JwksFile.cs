using System.Text;
using EdrGrpc.Server.Settings;
using Microsoft.IdentityModel.Tokens;

namespace EdrGrpc.Server.Access;

/// <summary>Keys of an issuer from a file, read again when it has changed.</summary>
internal sealed class JwksFile(string path, TimeProvider time, ILogger<JwksFile> logger)
{
    private readonly WatchedFile<IList<SecurityKey>> _keys = new("Security:Jwt:JwksFile", path, Read, time, logger);

    public IEnumerable<SecurityKey> Find(string? keyId) => string.IsNullOrEmpty(keyId) ? _keys.Current : _keys.Current.Where(key => key.KeyId == keyId);

    private static IList<SecurityKey> Read(byte[] bytes)
    {
        var keys = new JsonWebKeySet(Encoding.UTF8.GetString(bytes)).GetSigningKeys();
        return keys.Any(key => key is not SymmetricSecurityKey) ? keys : throw new FormatException("It holds no public key for signatures.");
    }
}
