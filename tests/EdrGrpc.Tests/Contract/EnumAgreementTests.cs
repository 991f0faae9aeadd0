using Xunit;
using V1 = EdrGrpc.Contract.V1;

namespace EdrGrpc.Tests.Contract;

/// <summary>The domain's numbers are stored and cast at the edge: they must be the contract's, name by name.</summary>
public sealed class EnumAgreementTests
{
    [Fact]
    public void SubmissionState_Agrees() => AssertAgree<global::EdrGrpc.Submissions.SubmissionState, V1.SubmissionState>();

    [Fact]
    public void EventSource_Agrees() => AssertAgree<global::EdrGrpc.Submissions.EventSource, V1.EventSource>();

    [Fact]
    public void TaskKind_Agrees() => AssertAgree<global::EdrGrpc.Submissions.Actions.TaskKind, V1.TaskKind>();

    [Fact]
    public void CertificateCheck_Agrees() => AssertAgree<global::EdrGrpc.Submissions.Servers.CertificateCheck, V1.CertificateCheck>();

    [Fact]
    public void SubmissionState_IsNamedAsInTheContract() => Assert.All(
        Enum.GetValues<global::EdrGrpc.Submissions.SubmissionState>(),
        state => Assert.Equal(
            V1.SubmissionReflection.Descriptor.FindTypeByName<Google.Protobuf.Reflection.EnumDescriptor>("SubmissionState").FindValueByNumber((int)state).Name,
            "SUBMISSION_STATE_" + global::EdrGrpc.Submissions.SubmissionStates.Name(state)));

    private static void AssertAgree<TDomain, TContract>()
        where TDomain : struct, Enum
        where TContract : struct, Enum
    {
        var domain = Enum.GetValues<TDomain>().ToDictionary(value => value.ToString(), value => Convert.ToInt32(value));
        var contract = Enum.GetValues<TContract>().Where(value => Convert.ToInt32(value) != 0).ToDictionary(value => value.ToString(), value => Convert.ToInt32(value));
        domain.Remove("Unspecified");
        Assert.Equal(contract.OrderBy(pair => pair.Value), domain.OrderBy(pair => pair.Value));
    }
}
