using EdrGrpc.Contract;
using EdrGrpc.Contract.V1;
using EdrGrpc.Submissions;
using Google.Rpc;
using Xunit;

namespace EdrGrpc.Tests.Contract;

public sealed class ErrorReasonTests
{
    [Fact]
    public void EveryReason_StatesItsStatus()
    {
        foreach (var reason in Enum.GetValues<ErrorReason>().Where(reason => reason != ErrorReason.Unspecified))
        {
            var status = ErrorReasons.StatusOf(reason);
            Assert.True(status != Code.Ok || reason == ErrorReason.TaskWarning, $"{reason} has no status option");
            Assert.Equal(reason, ErrorReasons.Parse(ErrorReasons.NameOf(reason)));
        }
    }

    [Theory]
    [InlineData(ErrorReason.HostUnresolved, "HOST_UNRESOLVED", Code.Unavailable)]
    [InlineData(ErrorReason.InvalidRequest, "INVALID_REQUEST", Code.InvalidArgument)]
    [InlineData(ErrorReason.RequestIdReused, "REQUEST_ID_REUSED", Code.AlreadyExists)]
    [InlineData(ErrorReason.CursorOutOfRange, "CURSOR_OUT_OF_RANGE", Code.OutOfRange)]
    [InlineData(ErrorReason.SlowReader, "SLOW_READER", Code.ResourceExhausted)]
    public void Reasons_HaveTheContractsNamesAndCodes(ErrorReason reason, string name, Code code)
    {
        Assert.Equal(name, ErrorReasons.NameOf(reason));
        Assert.Equal(code, ErrorReasons.StatusOf(reason));
    }

    [Fact]
    public void ReasonsOfSubmissions_AreReasonsOfTheContract()
    {
        var names = typeof(SubmissionErrorReasons).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.NotEqual(ErrorReason.Unspecified, ErrorReasons.Parse(name)));
    }
}
