namespace EdrGrpc.Benchmarks;

/// <summary>A folder for one benchmark, removed afterwards.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edrgrpc-bench-");

    public string Path => _folder.FullName;

    /// <summary>A new folder in it.</summary>
    public string Make(string name) => _folder.CreateSubdirectory(name).FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
