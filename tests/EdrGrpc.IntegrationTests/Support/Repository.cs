using System.Runtime.CompilerServices;

namespace EdrGrpc.IntegrationTests.Support;

/// <summary>Files of the checkout that the tests read.</summary>
internal static class Repository
{
    public static string PathOf(params string[] parts) => Path.Combine([Root(), .. parts]);

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
