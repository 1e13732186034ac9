namespace ChatFlow.Domain;

/// <summary>What any text must be to be stored and sent on unchanged, and how its length is counted.</summary>
public static class PlainText
{
    /// <summary>PostgreSQL cannot hold NUL; an unpaired surrogate has no UTF-8 form and would come back as something else.</summary>
    public static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }
        return true;
    }

    /// <summary>Characters as people and PostgreSQL's char_length count them: Unicode code points.</summary>
    public static int Length(string text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes())
            length++;
        return length;
    }
}
