namespace EdrGrpc.Submissions.Policy;

/// <summary>Whether an action on a path can reach a protected file.</summary>
internal static class PathReach
{
    /// <summary>True or false; null when it cannot be told which file is meant.</summary>
    public static bool? Of(string path, bool inSubfolders, IReadOnlyList<string> patterns)
    {
        if (WindowsPath.Normalise(path) is not { } file)
        {
            return null;
        }

        if (patterns.Any(pattern => Matches(pattern, file)))
        {
            return true;
        }

        // The name is looked for below its folder too: every pattern that begins there may be met.
        var folder = file[..(file.LastIndexOf('\\') + 1)];
        return inSubfolders && patterns.Any(pattern => Prefix(pattern).StartsWith(folder, StringComparison.OrdinalIgnoreCase));
    }

    // "C:\Windows\*" protects the folder itself too.
    private static bool Matches(string pattern, string file)
    {
        var normal = Prefix(pattern) + pattern[Glob.FixedPart(pattern).Length..];
        return Glob.Matches(normal, file) || Glob.Matches(normal, file + @"\");
    }

    private static string Prefix(string pattern)
    {
        var fixedPart = Glob.FixedPart(pattern);
        return WindowsPath.Normalise(fixedPart) + (fixedPart.EndsWith('\\') || fixedPart.EndsWith('/') ? @"\" : "");
    }
}
