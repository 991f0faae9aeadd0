namespace EdrGrpc.Ksc.Simulator;

/// <summary>Right side of a comparison.</summary>
internal abstract record FilterValue;

internal sealed record NumberValue(long Number) : FilterValue;

internal sealed record TextValue(string Text) : FilterValue;

internal sealed record TimeValue(DateTimeOffset Time) : FilterValue;

/// <summary>CURTIME(seconds): relative to the server's clock when the search starts.</summary>
internal sealed record RelativeTimeValue(long Seconds) : FilterValue;
