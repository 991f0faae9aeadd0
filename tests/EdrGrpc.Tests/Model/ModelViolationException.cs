namespace EdrGrpc.Tests.Model;

/// <summary>A promise was broken.</summary>
internal sealed class ModelViolationException(string message) : Exception(message);
