namespace EdrGrpc.Cli.Submit;

/// <summary>One host of a list.</summary>
/// <param name="Number">Its line.</param>
/// <param name="Text">Its name or id.</param>
/// <param name="IsId">True if it is KSC's id.</param>
internal sealed record HostLine(int Number, string Text, bool IsId);
