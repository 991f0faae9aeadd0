namespace EdrGrpc.Ksc.Simulator;

/// <summary>One element of a sort argument.</summary>
internal sealed record SortItem(string Name, bool Ascending);
