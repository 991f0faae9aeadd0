namespace EdrGrpc.Submissions.Actions;

/// <summary>One scope of an on-demand scan.</summary>
/// <param name="Enabled">Scan it; false keeps it in the task without scanning it.</param>
/// <param name="Path">The folder for <see cref="ScanObjectType.Folder"/>, "" for every other type.</param>
/// <param name="Recursive">Scan subfolders too.</param>
/// <param name="Type">The scope.</param>
public sealed record ScanObject(bool Enabled, string Path, bool Recursive, ScanObjectType Type);
