using Microsoft.IdentityModel.Tokens;

namespace EdrGrpc.Server.Access;

/// <summary>Keys of an issuer from a file, read again when it has changed.</summary>
internal sealed class JwksFile(string path)
{
    private readonly Lock _lock = new();
    private DateTime _writtenAt;
    private IList<SecurityKey> _keys = [];

    public IEnumerable<SecurityKey> Find(string? keyId)
    {
        lock (_lock)
        {
            var writtenAt = File.GetLastWriteTimeUtc(path);
            if (writtenAt != _writtenAt)
            {
                _keys = new JsonWebKeySet(File.ReadAllText(path)).GetSigningKeys();
                _writtenAt = writtenAt;
            }

            return string.IsNullOrEmpty(keyId) ? _keys : _keys.Where(key => key.KeyId == keyId);
        }
    }
}
