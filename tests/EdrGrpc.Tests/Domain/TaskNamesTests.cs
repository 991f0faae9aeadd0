using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Tracking;
using Xunit;

namespace EdrGrpc.Tests.Domain;

public sealed class TaskNamesTests
{
    [Theory]
    [InlineData("[Response][Kuma] getFile - 2025-03-01 10:15:07 - 4f1c", "Kuma", true)]
    [InlineData("[Response][KUMA] GETFILE - 01.03.2025 10:15:07 - 4f1c", "Kuma", true)]
    [InlineData("[response][kuma] getFile", "KUMA", true)]
    [InlineData("[Response][Kuma] getFileX - 2025", "Kuma", false)]
    [InlineData("[Response][Kuma2] getFile - 2025", "Kuma", false)]
    [InlineData("[Response][Kuma] deleteFile - 2025", "Kuma", false)]
    [InlineData("RKuma getFile - 2025", "Kuma", false)]
    [InlineData(" [Response][Kuma] getFile", "Kuma", false)]
    [InlineData("", "Kuma", false)]
    public void IsTaskOf_ComparesThePrefixWithoutCase(string name, string area, bool matches) =>
        Assert.Equal(matches, TaskNames.IsTaskOf(name, area, TaskKind.GetFile));

    [Theory]
    [InlineData("[Response][SOAR] anything", true)]
    [InlineData("[RESPONSE][", true)]
    [InlineData("[Response] other", false)]
    [InlineData("Response", false)]
    public void IsResponseTask_CountsTasksOfAnyOrigin(string name, bool counts) => Assert.Equal(counts, TaskNames.IsResponseTask(name));
}
