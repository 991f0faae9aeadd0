using EdrGrpc.Contract.V1;

namespace EdrGrpc.Server.Validation;

/// <summary>The tasks that name a file by hashes and path: get, delete, quarantine, terminate.</summary>
internal sealed class FileTaskValidator(ValidationOptions options)
{
    public void Validate(GetFile task, ViolationList violations)
    {
        Hashes(task.Md5Hash, task.Sha256Hash, violations);
        if (PathIsThere(task.Md5Hash, task.Sha256Hash, task.Path, violations))
        {
            PathRules.Text(violations, "path", task.Path);
        }
    }

    public void Validate(DeleteFile task, ViolationList violations) => File(task.Md5Hash, task.Sha256Hash, task.Path, violations);

    public void Validate(QuarantineFile task, ViolationList violations) => File(task.Md5Hash, task.Sha256Hash, task.Path, violations);

    public void Validate(TerminateProcess task, ViolationList violations) => File(task.Md5Hash, task.Sha256Hash, task.Path, violations);

    private void File(string md5, string sha256, string path, ViolationList violations)
    {
        Hashes(md5, sha256, violations);
        if (PathIsThere(md5, sha256, path, violations))
        {
            PathRules.File(violations, "path", path, options.AllowUndocumentedForms);
        }
    }

    private bool PathIsThere(string md5, string sha256, string path, ViolationList violations)
    {
        if (path.Length > 0)
        {
            return true;
        }

        if (!options.AllowUndocumentedForms)
        {
            violations.Add("path", "Must be set.");
        }
        else if (md5.Length == 0 && sha256.Length == 0)
        {
            violations.Add("path", "Must be set when no hash is given.");
        }

        return false;
    }

    private static void Hashes(string md5, string sha256, ViolationList violations)
    {
        HashRules.Optional(violations, "md5_hash", md5, HashRules.Md5Digits);
        HashRules.Optional(violations, "sha256_hash", sha256, HashRules.Sha256Digits);
    }
}
