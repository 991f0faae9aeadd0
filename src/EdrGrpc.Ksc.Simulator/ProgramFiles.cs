using System.Security.Cryptography;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Files and banner of the program.</summary>
internal static class ProgramFiles
{
    /// <summary>Reads the password into the options and returns the file; writes a sample file when none is given.</summary>
    public static string Password(ProgramArguments arguments)
    {
        if (arguments.PasswordFile is { } given)
        {
            arguments.Options.Password = File.ReadLines(given).FirstOrDefault("").Trim();
            return given;
        }

        var path = Path.Combine(Directory.CreateDirectory(arguments.Directory).FullName, "simulator-password.txt");
        var access = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, access);
        writer.WriteLine(arguments.Options.Password);
        return path;
    }

    public static string Banner(KscSimulator simulator, string certificate, string passwordFile) => $"""
        ********************************************************************************
        *  SIMULATOR - this is NOT Kaspersky Security Center and manages no device.    *
        *  It exists to try the EDR response gateway and to test it.                   *
        ********************************************************************************
        Address       {simulator.BaseAddress}
        User          {simulator.Options.User}
        Certificate   {certificate}
        SHA-256       {Fingerprint(simulator)}
        Hosts         {simulator.Hosts.Count}, for example {(simulator.Hosts.Count == 0 ? "none" : simulator.Hosts.All[0].Fqdn)}
        Background connection (tasks are created): {(simulator.ServiceConsoleAvailable ? "on" : "off")}

        Settings to paste:
          export kscHost={simulator.Host}
          export kscPort={simulator.Port}
          export kscCert={certificate}
          export kscUser={simulator.Options.User}
          export kscPasswordFile={passwordFile}

        Press Ctrl+C to stop.
        """;

    private static string Fingerprint(KscSimulator simulator) =>
        string.Join(':', Convert.ToHexString(SHA256.HashData(simulator.Certificate.RawData)).Chunk(2).Select(pair => new string(pair)));
}
