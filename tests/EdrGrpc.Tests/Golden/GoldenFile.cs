using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace EdrGrpc.Tests.Golden;

/// <summary>
/// Compares a text byte for byte with a file beside this one. EDRGRPC_UPDATE_GOLDEN=1 writes the files anew instead; look at the
/// difference before committing it. A file is the text and one line feed.
/// </summary>
internal static class GoldenFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Matches(string name, string text)
    {
        var path = Path.Combine(Folder(), name);
        var actual = Utf8.GetBytes(text + "\n");
        if (string.Equals(Environment.GetEnvironmentVariable("EDRGRPC_UPDATE_GOLDEN"), "1", StringComparison.Ordinal))
        {
            File.WriteAllBytes(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"{path} does not exist; run the test with EDRGRPC_UPDATE_GOLDEN=1 to write it.");
        var expected = File.ReadAllBytes(path);
        Assert.Equal(Utf8.GetString(expected), Utf8.GetString(actual));
        Assert.Equal(expected, actual);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
