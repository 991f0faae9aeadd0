using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Submit.Tasks;

/// <summary>The flags of the nine tasks. A flag means the same wherever it is used.</summary>
internal static class TaskFlags
{
    public static readonly Option<string?> Path = Flag.Text("--path", "Path of the file on the host (of start-process: the executable)", "path");
    public static readonly Option<string?> Md5 = Flag.Text("--md5", "MD5 of the file, 32 hexadecimal digits", "hash");
    public static readonly Option<string?> Sha256 = Flag.Text("--sha256", "SHA-256 of the file, 64 hexadecimal digits", "hash");
    public static readonly Option<bool> SearchInSubfolders = Flag.Switch("--search-in-subfolders", "Also look for the file in subfolders");
    public static readonly Option<bool> CaseSensitive = Flag.Switch("--case-sensitive", "Compare the file name with its case");
    public static readonly Option<string?> Ioc = Flag.Text("--ioc", "ZIP of OpenIOC files, one .ioc or .xml file, or a folder of them (zipped in memory)", "file|folder");
    public static readonly Option<bool> IsolateHost = Flag.Switch("--isolate-host", "Isolate the host when an indicator is found");
    public static readonly Option<bool> ScanCriticalAreas = Flag.Switch("--scan-critical-areas", "Run a Critical Areas Scan when an indicator is found");
    public static readonly Option<bool> QuarantineObject = Flag.Switch("--quarantine-object", "Quarantine a copy of the object and delete it when an indicator is found");
    public static readonly Option<string?> Arguments = Flag.Text("--arguments", "Command line arguments; write --arguments=… when they begin with -");
    public static readonly Option<string?> WorkingFolder = Flag.Text("--working-folder", "Working folder", "path");
    public static readonly Option<bool> Enable = Flag.Switch("--enable", "Turn network isolation on (the default)");
    public static readonly Option<bool> Release = Flag.Switch("--release", "Turn network isolation off");
    public static readonly Option<TimeSpan?> ReleaseAfter = Durations.Option("--release-after", "Let the gateway release the host by itself after this time, 1m to 30d");
    public static readonly Option<List<string>> Folder = new("--folder") { Description = "Folder on the host to scan (repeatable)", HelpName = "path" };
    public static readonly Option<bool> Recursive = Flag.Switch("--recursive", "Scan subfolders of --folder too");
    public static readonly Option<List<ScanObjectType>> Scope = Choices.Many("--scope", "What else to scan", Words.Scopes);
}
