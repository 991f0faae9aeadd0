using System.Runtime.InteropServices;

namespace EdrGrpc.Server.Validation;

/// <summary>One bad field.</summary>
/// <param name="Field">Its path in the request, for example <c>items[3].action.isolate_host.action</c>.</param>
/// <param name="Description">What is wrong and what would be right, a sentence that never repeats the value.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Violation(string Field, string Description);
