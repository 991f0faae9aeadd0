using System.ComponentModel.DataAnnotations;

namespace EdrGrpc.Ksc;

/// <summary>Checks that attributes cannot express.</summary>
internal static class KscConnectionOptionsValidator
{
    // Polly's own limits for timeouts, break and sampling durations.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan HalfSecond = TimeSpan.FromMilliseconds(500);

    public static IEnumerable<string> Validate(KscConnectionOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results.Select(result => result.ErrorMessage!)
            .Concat(Texts(options))
            .Concat(Durations(options))
            .Select(sentence => $"KSC server '{options.Name}': {sentence}");
    }

    private static IEnumerable<string> Texts(KscConnectionOptions options)
    {
        if (options.Host.Length > 0 && Uri.CheckHostName(options.Host.Trim('[', ']')) == UriHostNameType.Unknown)
        {
            yield return "Host is not a DNS name or address; leave out https:// and the port.";
        }

        if (options.User.Any(char.IsControl))
        {
            yield return "User must not hold control characters.";
        }

        if (options.Domain is { Length: > 0 } domain && !options.DomainAsBase64 && !domain.All(c => c is > ' ' and <= '~' and not '"' and not ','))
        {
            yield return "Domain can be sent plain only in printable ASCII without quotes and commas; set DomainAsBase64.";
        }

        if (!Enum.IsDefined(options.SessionMode))
        {
            yield return "SessionMode must be Token or Connection.";
        }

        if (options.CertificatePin is { Length: > 0 } pin && !options.IsCertificateUnchecked && !File.Exists(pin))
        {
            yield return $"CertificatePin names a file that does not exist or cannot be read: {options.CertificateSettingName}.";
        }
    }

    private static IEnumerable<string> Durations(KscConnectionOptions options)
    {
        (string Name, TimeSpan Value, TimeSpan Least)[] durations =
        [
            (nameof(options.CallTimeout), options.CallTimeout, TimeSpan.FromMilliseconds(10)),
            (nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMilliseconds(10)),
            (nameof(options.KeepAliveInterval), options.KeepAliveInterval, TimeSpan.FromSeconds(1)),
            (nameof(options.BreakerSamplingDuration), options.BreakerSamplingDuration, HalfSecond),
            (nameof(options.BreakDuration), options.BreakDuration, HalfSecond),
            (nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero),
        ];
        return durations.Where(item => item.Value < item.Least || item.Value > Longest)
            .Select(item => $"{item.Name} must lie between {item.Least} and {Longest}.");
    }
}
