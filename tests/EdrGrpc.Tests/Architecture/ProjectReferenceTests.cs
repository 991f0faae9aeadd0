using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Xunit;

namespace EdrGrpc.Tests.Architecture;

/// <summary>The way in is Server -> Submissions -> Ksc; stores plug in from the side; the simulator shares nothing, so that no mistake is shared.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["EdrGrpc.Contract"] = [],
        ["EdrGrpc.Cli"] = ["EdrGrpc.Contract"],
        ["EdrGrpc.Ksc"] = [],
        ["EdrGrpc.Ksc.Simulator"] = [],
        ["EdrGrpc.Submissions"] = ["EdrGrpc.Ksc"],
        ["EdrGrpc.Storage"] = ["EdrGrpc.Submissions"],
        ["EdrGrpc.Server"] = ["EdrGrpc.Contract", "EdrGrpc.Submissions", "EdrGrpc.Storage", "EdrGrpc.Ksc.Simulator"],
    };

    [Fact]
    public void Projects_PointTheWayTheArchitectureSays()
    {
        var source = Path.Combine(Root(), "src");
        var projects = Directory.GetFiles(source, "*.csproj", SearchOption.AllDirectories);
        Assert.NotEmpty(projects);
        foreach (var project in projects)
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')))
                .ToList();
            Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} is new: say in this test what it may reference");
            Assert.All(references, reference => Assert.Contains(reference, allowed));
        }
    }

    [Theory]
    [InlineData("EdrGrpc.Ksc", "Microsoft.AspNetCore", "Grpc.", "Google.Protobuf", "Orleans.")]
    [InlineData("EdrGrpc.Submissions", "Microsoft.AspNetCore", "Grpc.", "Google.Protobuf", "Microsoft.Data.Sqlite")]
    [InlineData("EdrGrpc.Storage", "Microsoft.AspNetCore", "Grpc.", "Google.Protobuf")]
    public void Sources_DoNotUseWhatBelongsElsewhere(string project, params string[] forbidden)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Root(), "src", project), "*.cs", SearchOption.AllDirectories).Where(IsOwn))
        {
            var usings = File.ReadLines(file).Where(line => line.StartsWith("using ", StringComparison.Ordinal)).ToList();
            Assert.All(forbidden, name => Assert.DoesNotContain(usings, line => line.StartsWith("using " + name, StringComparison.Ordinal)));
        }
    }

    private static bool IsOwn(string file) => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
