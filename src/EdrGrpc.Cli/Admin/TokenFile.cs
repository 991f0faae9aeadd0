namespace EdrGrpc.Cli.Admin;

/// <summary>The file of a new token: new, readable by its owner only, and gone again if there is no token for it.</summary>
internal sealed class TokenFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private bool _written;

    private TokenFile(string path, FileStream file) => (_path, _file) = (path, file);

    public static TokenFile Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new TokenFile(path, new FileStream(path, options));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"The token file cannot be made: {exception.Message}");
        }
    }

    public void Write(string secret)
    {
        using var writer = new StreamWriter(_file, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(secret);
        _written = true;
    }

    public void Dispose()
    {
        _file.Dispose();
        if (!_written)
        {
            File.Delete(_path);
        }
    }
}
