import Digests

/// The file of an answer, whose time of modification says when the answer was last used.
struct AnswerFile {
    let key: ResultKey
    let path: String
    let status: FileStatus
}

extension StoreLayout {
    /// The files of all answers.
    func answerFiles() throws(StoreError) -> [AnswerFile] {
        var files: [AnswerFile] = []
        for stage in try Directory.names(in: answers) {
            for name in try Directory.names(in: "\(answers)/\(stage)") {
                let path = "\(answers)/\(stage)/\(name)"
                guard let input = SHA256Digest(hex: name), let status = try FileStatus.at(path), status.isRegularFile
                else { continue }
                files.append(AnswerFile(key: ResultKey(stage: stage, input: input), path: path, status: status))
            }
        }
        return files
    }
}
