#include "control.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

void RestartServer(const std::string& control_url) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(control_url.substr(control_url.rfind(':') + 1))));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int connection = socket(AF_INET, SOCK_STREAM, 0);
    const std::string request = "POST /restart HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    std::string answer;
    if (connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        send(connection, request.data(), request.size(), 0) == static_cast<ssize_t>(request.size())) {
        char chunk[1024];
        for (ssize_t length; (length = recv(connection, chunk, sizeof chunk, 0)) > 0;) {
            answer.append(chunk, static_cast<std::size_t>(length));
        }
    }

    close(connection);
    if (answer.rfind("HTTP/1.1 204", 0) != 0) {
        throw std::runtime_error("The server could not be restarted: " + answer.substr(0, 80));
    }
}
