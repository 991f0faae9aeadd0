using EdrGrpc.Contract.V1;

namespace EdrGrpc.Server.Demo;

/// <summary>One line of the demo.</summary>
/// <param name="Title">What is done, for people.</param>
/// <param name="HostName">On which host.</param>
/// <param name="Action">The action.</param>
internal sealed record DemoAction(string Title, string HostName, ResponseAction Action);
