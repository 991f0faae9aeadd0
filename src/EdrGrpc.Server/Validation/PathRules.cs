namespace EdrGrpc.Server.Validation;

/// <summary>Rules of paths on the endpoint. Paths are Windows paths and are never resolved here.</summary>
internal static class PathRules
{
    public const int MaxLength = 32767;

    /// <summary>A path without further demands: get_file, start_process, prevent_execution, on_demand_scan.</summary>
    public static void Text(ViolationList violations, string field, string path)
    {
        FieldRules.Text(violations, field, path, MaxLength);
        if (FieldRules.HasControls(path))
        {
            violations.Add(field, "Must hold no control characters.");
        }
    }

    public static void RequiredText(ViolationList violations, string field, string path)
    {
        if (path.Length == 0)
        {
            violations.Add(field, "Must be set.");
        }
        else
        {
            Text(violations, field, path);
        }
    }

    /// <summary>A path that something irreversible is done to: delete, quarantine, terminate.</summary>
    public static void File(ViolationList violations, string field, string path, bool undocumentedForms)
    {
        Text(violations, field, path);
        if (!(undocumentedForms ? IsBelowLiteralRoot(path) : IsBelowRoot(path)))
        {
            violations.Add(field, undocumentedForms
                ? "Must be an absolute drive, UNC or %variable% path that names something below the root of the volume or share."
                : "Must be an absolute drive or UNC path below the root of the volume or share, with backslashes.");
        }

        if (path.Contains('/', StringComparison.Ordinal))
        {
            violations.Add(field, "Must be written with backslashes, not slashes.");
        }

        if (!undocumentedForms && path.AsSpan().ContainsAny('*', '?', '%'))
        {
            violations.Add(field, "Must hold no wildcards * ? and no %variables%: the vendor does not document them (setting Ksc:AllowUndocumentedForms).");
        }

        if (HasDotSegment(path))
        {
            violations.Add(field, "Must hold no segment made of dots and spaces only, such as \"..\".");
        }
    }

    /// <summary>C:\x or \\server\share\x, with any number of backslashes before x.</summary>
    private static bool IsBelowRoot(ReadOnlySpan<char> path)
    {
        var root = RootLength(path);
        return root > 0 && IsBelow(path[root..]);
    }

    /// <summary>
    /// With undocumented forms the root may also be one %variable%. The root itself holds no wildcards (\\?\ would be one), and what
    /// follows it is not made of wildcards alone: C:\* is the root of the volume in other words.
    /// </summary>
    private static bool IsBelowLiteralRoot(ReadOnlySpan<char> path)
    {
        var root = VariableLength(path);
        if (root == 0)
        {
            root = RootLength(path);
            if (path[..root].ContainsAny('*', '?', '%'))
            {
                return false;
            }
        }

        if (root == 0 || !IsBelow(path[root..]))
        {
            return false;
        }

        var first = path[root..].TrimStart('\\');
        var end = first.IndexOf('\\');
        return first[..(end < 0 ? first.Length : end)].ContainsAnyExcept("*?. ");
    }

    private static bool IsBelow(ReadOnlySpan<char> rest) => rest.Length > 1 && rest[0] == '\\' && rest.ContainsAnyExcept('\\');

    /// <summary>Length of "C:" or "\\server\share"; 0 if the path begins with neither.</summary>
    private static int RootLength(ReadOnlySpan<char> path)
    {
        if (path.Length >= 2 && char.IsAsciiLetter(path[0]) && path[1] == ':')
        {
            return 2;
        }

        if (!path.StartsWith(@"\\", StringComparison.Ordinal))
        {
            return 0;
        }

        var server = path[2..].IndexOf('\\');
        if (server <= 0)
        {
            return 0;
        }

        var shareStart = 2 + server + 1;
        var share = path[shareStart..].IndexOf('\\');
        return share <= 0 ? 0 : shareStart + share;
    }

    private static int VariableLength(ReadOnlySpan<char> path)
    {
        if (path.Length < 3 || path[0] != '%')
        {
            return 0;
        }

        var end = path[1..].IndexOf('%');
        return end > 0 && !path.Slice(1, end).ContainsAny('\\', '*', '?') ? end + 2 : 0;
    }

    private static bool HasDotSegment(ReadOnlySpan<char> path)
    {
        var at = path.IndexOf('\\');
        while (at >= 0)
        {
            path = path[(at + 1)..];
            at = path.IndexOf('\\');
            var segment = at < 0 ? path : path[..at];
            if (!segment.IsEmpty && !segment.ContainsAnyExcept('.', ' '))
            {
                return true;
            }
        }

        return false;
    }
}
