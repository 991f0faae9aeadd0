using System.Text.RegularExpressions;

namespace EdrGrpc.Submissions.Policy;

/// <summary>Windows paths in one form, so that another spelling of a protected path is no way around its rule.</summary>
internal static partial class WindowsPath
{
    /// <summary>
    /// The path with back slashes, without . and .., doubled slashes, device prefixes, alternate streams and the dots and spaces that Windows cuts off;
    /// an administrative share is its drive. Null when it cannot be told which file is meant: a short 8.3 name, a variable, a device.
    /// </summary>
    public static string? Normalise(string path)
    {
        var text = path.Replace('/', '\\');
        text = DevicePrefix().Replace(text, match => match.Groups["unc"].Success ? @"\\" : "");
        if (AdministrativeShare().Match(text) is { Success: true } share)
        {
            text = $"{share.Groups["drive"].Value}:{text[share.Length..]}";
        }

        var isUnc = text.StartsWith(@"\\", StringComparison.Ordinal);
        if (!isUnc && !Drive().IsMatch(text))
        {
            return null;
        }

        var parts = new List<string>();
        foreach (var part in text.Split('\\', StringSplitOptions.RemoveEmptyEntries))
        {
            var isDrive = parts.Count == 0 && !isUnc;
            var name = isDrive ? part : part.Split(':')[0].TrimEnd('.', ' ');
            switch (part.TrimEnd(' '))
            {
                case ".":
                    break;
                case "..":
                    parts.RemoveRange(Math.Max(1, parts.Count - 1), parts.Count - Math.Max(1, parts.Count - 1));
                    break;
                default:
                    if (ShortName().IsMatch(name) || name.Contains('%', StringComparison.Ordinal))
                    {
                        return null;
                    }

                    if (name.Length > 0)
                    {
                        parts.Add(name);
                    }

                    break;
            }
        }

        return (isUnc ? @"\\" : "") + string.Join('\\', parts);
    }

    [GeneratedRegex(@"^\\\\[?.]\\(?<unc>UNC\\)?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DevicePrefix();

    [GeneratedRegex(@"^\\\\[^\\]+\\(?<drive>[a-z])\$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AdministrativeShare();

    [GeneratedRegex(@"^[a-z]:(\\|$)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Drive();

    [GeneratedRegex(@"~\d", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShortName();
}
