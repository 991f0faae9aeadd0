namespace EdrGrpc.Server.Validation;

/// <summary>Checks a request message against the rules that its .proto states, before anything else looks at it.</summary>
/// <typeparam name="T">The request message.</typeparam>
public interface IRequestValidator<in T>
{
    /// <summary>Adds every bad field to <paramref name="violations"/>; adds nothing when the request is good.</summary>
    void Validate(T request, ViolationList violations);
}
